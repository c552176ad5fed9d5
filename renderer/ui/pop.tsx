import { type ReactNode, useState } from 'react';
import { Button as AriaButton, DialogTrigger, Popover } from 'react-aria-components';
import './pop.css';

/** A button, and what opens beside it over the page: settings that show their effect at once. Escape and a press elsewhere close it. */
export function Pop(props: {
  /** What it is about; the button's words where `button` is left out. */
  readonly label: string;
  readonly button?: ReactNode;
  readonly side?: 'start' | 'end';
  readonly className?: string;
  readonly children: (close: () => void) => ReactNode;
}) {
  const { label, button = label, side = 'start', className = '', children } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <AriaButton className="button button-small pop-button">{button}</AriaButton>
      {/* No dialog inside: the popover is one itself, with the buttons in it that close it for screen readers. */}
      <Popover className={`pop ${className}`} placement={`bottom ${side}`} aria-label={label}>
        {children(() => setOpen(false))}
      </Popover>
    </DialogTrigger>
  );
}
