import { Button as AriaButton, Input, Label, TextField } from 'react-aria-components';
import { useTexts } from '../../text/text-provider.tsx';

/** PIN by keys or by 76 px buttons that a glove hits. Paste and password managers work (WCAG 3.3.8). What Enter does, the caller's button does too. */
export function PinPad(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSubmit: () => void;
  readonly autoFocus?: boolean;
}) {
  const { value, onChange, onSubmit, autoFocus = true } = props;
  const texts = useTexts();
  return (
    <div className="pin-pad">
      <TextField className="field" type="password" value={value} onChange={onChange} autoFocus={autoFocus}>
        <Label className="field-label">{texts.t('sign-in.pin')}</Label>
        <Input
          className="field-input mono pin-input"
          inputMode="numeric"
          autoComplete="current-password"
          onKeyDown={(event) => {
            if (event.key === 'Enter' && isWholePin(value)) {
              onSubmit();
            }
          }}
        />
      </TextField>
      <div className="pin-keys">
        {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
          <PinKey key={digit} label={digit} onPress={() => onChange(value + digit)} />
        ))}
        <PinKey label={texts.t('sign-in.clear')} onPress={() => onChange('')} />
        <PinKey label="0" onPress={() => onChange(`${value}0`)} />
        <PinKey label={texts.t('sign-in.erase')} onPress={() => onChange(value.slice(0, -1))} />
      </div>
    </div>
  );
}

/** Shorter ones are not worth a try, of which there are few. */
export function isWholePin(pin: string): boolean {
  return pin.length >= 4;
}

function PinKey({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <AriaButton className={label.length === 1 ? 'pin-key' : 'pin-key pin-key-word'} onPress={onPress}>
      {label}
    </AriaButton>
  );
}
