import type { ComponentChildren } from "preact";

interface Props {
  readonly size?: number;
  /** Mirrored where text runs from right to left. */
  readonly directional?: boolean;
  readonly children: ComponentChildren;
}

/** Drawn on a 16 px grid in the text's colour. Never a name: the control that holds it has one. */
function Icon({ size = 16, directional, children }: Props) {
  return (
    <svg
      class={directional ? "directional" : undefined}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** The product's mark, docs/icon/icon-16.svg: a conversation, and a tick that goes up and out of it. */
export function MarkIcon({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <mask id="mark-gap">
        <rect width="16" height="16" fill="#fff" />
        <path d="M4.6 7.4 7.2 10 15.5.5" stroke="#000" stroke-width="4.4" />
      </mask>
      <path
        d="M7.5 1.5a6.5 6.5 0 1 1-3 12.3L.5 15.2l1.3-3.8A6.5 6.5 0 0 1 7.5 1.5z"
        fill="#1f8a68"
        mask="url(#mark-gap)"
      />
      <path d="M4.6 7.4 7.2 10 14.5 1.7" stroke="#dd9425" stroke-width="2.2" />
    </svg>
  );
}

export function HistoryIcon() {
  return (
    <Icon>
      <path d="M2.5 8a5.5 5.5 0 1 0 1.7-4M2.5 2.5V5H5" />
      <path d="M8 5v3.2l2 1.3" />
    </Icon>
  );
}

export function OptionsIcon() {
  return (
    <Icon>
      <path d="M2 5h6M12 5h2M2 11h2M8 11h6" />
      <circle cx="10" cy="5" r="1.8" />
      <circle cx="6" cy="11" r="1.8" />
    </Icon>
  );
}

export function FilterIcon() {
  return (
    <Icon>
      <path d="M2 4h12M4.5 8h7M7 12h2" />
    </Icon>
  );
}

export function CloseIcon() {
  return (
    <Icon>
      <path d="m4 4 8 8M12 4l-8 8" />
    </Icon>
  );
}

export function OlderIcon() {
  return (
    <Icon>
      <path d="M3 3.5h10M8 6.5V13M5 10l3 3 3-3" />
    </Icon>
  );
}

export function StarIcon() {
  return (
    <Icon size={13}>
      <path
        d="m8 1.8 1.9 4 4.3.5-3.2 3 .9 4.3L8 11.5l-3.9 2.1.9-4.3-3.2-3 4.3-.5z"
        fill="currentColor"
        stroke="none"
      />
    </Icon>
  );
}
