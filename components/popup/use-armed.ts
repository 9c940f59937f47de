import { useLayoutEffect, useRef, useState } from "preact/hooks";

const ARMED_FOR = 4000;
/** A double click is one press of an unsteady hand, not two decisions. */
const DOUBLE_CLICK = 300;

interface Armed {
  readonly armed: boolean;
  /** Returns true when this press confirms an earlier one; otherwise it has armed. */
  press(event: MouseEvent & { currentTarget: HTMLButtonElement }): boolean;
}

/**
 * A button that wants a second press within a few seconds. Any other press or key, and any change of `subject`
 * (what the press would act on), takes the first one back.
 */
export function useArmed(subject: unknown): Armed {
  const [armedAt, setArmedAt] = useState<{ at: number; subject: unknown; button: HTMLButtonElement }>();
  const armed = armedAt !== undefined && armedAt.subject === subject;
  const button = useRef<HTMLButtonElement | undefined>(undefined);
  button.current = armedAt?.button;

  // Before the next event, not after the next frame.
  useLayoutEffect(() => {
    if (!armed) return;
    const disarm = () => setArmedAt(undefined);
    const onPointer = (event: Event) => {
      if (!(event.target instanceof Node && button.current?.contains(event.target))) disarm();
    };
    const onKey = (event: KeyboardEvent) => {
      const again = event.key === "Enter" || event.key === " ";
      // A key held down repeats: that is still the first press.
      if (again && event.repeat) event.preventDefault();
      else if (!again || document.activeElement !== button.current) disarm();
    };
    const timer = setTimeout(disarm, ARMED_FOR);
    document.addEventListener("pointerdown", onPointer, true);
    document.addEventListener("keydown", onKey, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerdown", onPointer, true);
      document.removeEventListener("keydown", onKey, true);
    };
  }, [armed]);

  return {
    armed,
    press(event) {
      if (armed) {
        if (event.detail > 1 && event.timeStamp - armedAt.at < DOUBLE_CLICK) return false;
        setArmedAt(undefined);
        return true;
      }
      // Not every browser focuses a button that is clicked, and Enter has to reach it.
      event.currentTarget.focus();
      setArmedAt({ at: event.timeStamp, subject, button: event.currentTarget });
      return false;
    },
  };
}
