import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { Radio, RadioGroup, Switch } from 'react-aria-components';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PlayedPage, playKeys } from '../../testing/played-keys.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { attachWedgeGuard } from './wedge-guard.ts';

const label = 'EVP-359315075384726';

/** One of every kind of control that the page is made of, and what became of each. */
function Controls({ onAct }: { readonly onAct: (what: string) => void }) {
  const [text, setText] = useState('a note');
  const [words, setWords] = useState('remarks');
  const [pin, setPin] = useState('12');
  return (
    <>
      <TextField label="text" value={text} onChange={setText} onSubmit={() => onAct('submitted')} />
      <TextField label="words" value={words} onChange={setWords} multiline />
      <TextField label="secret" type="password" value={pin} onChange={setPin} onSubmit={() => onAct('submitted')} />
      <Button onPress={() => onAct('pressed')}>button</Button>
      <button type="button" data-plain="" onClick={() => onAct('clicked')}>
        plain
      </button>
      <RadioGroup aria-label="radios" defaultValue="1" onChange={(value) => onAct(`radio ${value}`)}>
        <Radio value="1">one</Radio>
        <Radio value="3">three</Radio>
      </RadioGroup>
      <ChoiceBar
        label="choices"
        value="a"
        choices={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
        onChoose={(value) => onAct(`choice ${value}`)}
      />
      <Switch onChange={() => onAct('switched')}>switch</Switch>
    </>
  );
}

const controls: Readonly<Record<string, () => HTMLElement | null>> = {
  nothing: () => null,
  'text field': () => screen.getByLabelText('text'),
  'text area': () => screen.getByLabelText('words'),
  'password field': () => screen.getByLabelText('secret'),
  button: () => screen.getByText('button'),
  'plain button': () => screen.getByText('plain'),
  'radio group': () => screen.getByRole('radio', { name: 'one' }),
  'choice bar': () => screen.getByRole('radio', { name: 'A' }),
  switch: () => screen.getByRole('switch'),
};

let scans: string[];
let broken: number;
let acts: string[];
let page: PlayedPage;
let detach: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  scans = [];
  broken = 0;
  acts = [];
  detach = attachWedgeGuard({ onScan: (text) => scans.push(text), onBroken: () => (broken += 1) });
  page = playKeys();
  render(<Controls onAct={(what) => acts.push(what)} />);
});
afterEach(() => {
  detach();
  cleanup();
  vi.useRealTimers();
});

function stateOfPage() {
  return {
    fields: ['text', 'words', 'secret'].map((name) => screen.getByLabelText<HTMLInputElement>(name).value),
    focus: document.activeElement,
    checked: screen
      .getAllByRole('radio')
      .map((radio) => radio.getAttribute('aria-checked') ?? (radio as HTMLInputElement).checked),
    tabs: page.tabs(),
  };
}

describe('SCAN-4 a scan never types, presses or moves anything', () => {
  for (const [name, find] of Object.entries(controls)) {
    for (const gapMs of [4, 12, 20, 35]) {
      for (const end of ['Enter', 'Tab'] as const) {
        it(`with the focus on ${name}, ${gapMs} ms per key, ended by ${end}`, () => {
          act(() => find()?.focus());
          const before = stateOfPage();
          act(() => page.play(label, { gapMs, end }));
          expect(scans).toEqual([label]);
          expect(broken).toBe(0);
          expect(acts).toEqual([]);
          expect(stateOfPage()).toEqual(before);
        });
      }
    }
  }

  it('takes a second scan like the first, and none after it was detached', () => {
    act(() => screen.getByText('button').focus());
    act(() => page.play(label, { gapMs: 12, end: 'Enter' }));
    act(() => page.play('WSM00000003111444', { gapMs: 12, end: 'Enter' }));
    detach();
    act(() => page.play(label, { gapMs: 12, end: 'Enter' }));
    expect(scans).toEqual([label, 'WSM00000003111444']);
    expect(acts).toEqual(['pressed']);
  });

  it('reports a scan with a hole instead of half a number', () => {
    act(() => screen.getByLabelText('text').focus());
    act(() => page.play(label, { gapMs: [...Array(9).fill(12), 110, ...Array(20).fill(12)], end: 'Enter' }));
    expect(scans).toEqual([]);
    expect(broken).toBe(1);
    expect(acts).toEqual([]);
  });

  it('ends a rhythm when the pointer is pressed', () => {
    const field = screen.getByLabelText<HTMLInputElement>('text');
    act(() => field.focus());
    act(() => page.play('359', { gapMs: 12 }));
    act(() => void fireEvent.pointerDown(field));
    expect(scans).toEqual([]);
    expect(field.value).toBe('a note359');
  });
});

describe('SCAN-5 nothing typed by a person is lost', () => {
  for (const gapMs of [80, 95, 120, 140]) {
    it(`${gapMs} ms per key: every character arrives and Enter works`, () => {
      const field = screen.getByLabelText<HTMLInputElement>('text');
      act(() => field.focus());
      act(() => page.play(' KL 99', { gapMs, end: 'Enter' }));
      expect(field.value).toBe('a note KL 99');
      expect(acts).toEqual(['submitted']);
      expect(scans).toEqual([]);
    });
  }

  it('gives held-back keys to the field when the rhythm breaks', () => {
    const field = screen.getByLabelText<HTMLInputElement>('text');
    act(() => field.focus());
    act(() => page.play('abcdEFG', { gapMs: [15, 15, 15, 200, 120, 120] }));
    expect(field.value).toBe('a noteabcdEFG');
  });

  it('presses a button by Enter and by Space as ever', () => {
    act(() => screen.getByText('button').focus());
    act(() => page.play('', { gapMs: 100, end: 'Enter' }));
    expect(acts).toEqual(['pressed']);
  });

  it('moves on with Tab as ever', () => {
    act(() => page.play('', { gapMs: 100, end: 'Tab' }));
    expect(page.tabs()).toBe(1);
  });
});
