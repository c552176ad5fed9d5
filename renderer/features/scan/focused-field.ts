/** The text field that has the focus, as the scan guard needs it: what it holds can be remembered, given back and typed into. */
type TextInput = HTMLInputElement | HTMLTextAreaElement;

export interface FieldMemory {
  readonly field: TextInput;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

export function rememberField(): FieldMemory | null {
  const field = document.activeElement;
  if (!isTextInput(field)) {
    return null;
  }
  return { field, value: field.value, start: field.selectionStart, end: field.selectionEnd };
}

/** Gives the field back what it held; React hears of it as of any typing. */
export function restoreField({ field, value, start, end }: FieldMemory): void {
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set;
  setter?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (start !== null && document.activeElement === field) {
    field.setSelectionRange(start, end);
  }
}

/** Types held-back keys into the focused field, as if they had never been held. Without a field they would have done nothing. */
export function typeIntoField(text: string): void {
  const field = document.activeElement;
  if (!isTextInput(field) || field.readOnly || field.disabled) {
    return;
  }
  field.setRangeText(text, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, 'end');
  const { value } = field;
  // React remembers the last value it saw; writing through the prototype's setter makes the event count as a change.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function isTextInput(element: Element | null): element is TextInput {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && textTypes.has(element.type));
}

const textTypes = new Set(['text', 'search', 'password', 'tel', 'url', 'email']);
