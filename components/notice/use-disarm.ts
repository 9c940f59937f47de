import { useLayoutEffect } from "preact/hooks";

const MODIFIERS: ReadonlySet<string> = new Set(["Alt", "AltGraph", "Control", "Meta", "Shift"]);

/**
 * While a bulk command waits for its second press, any other press or key in the page takes the first one back. A
 * chord is not that: it may be the shortcut itself. Nor is a right-click for a command of the context menu.
 */
export function useDisarm(by: "shortcut" | "menu" | undefined, onDisarm: () => void): void {
  // At once, not after the next frame: the very next press counts.
  useLayoutEffect(() => {
    if (by === undefined) return;
    const onKey = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) => {
      if (!(altKey || ctrlKey || metaKey || MODIFIERS.has(key))) onDisarm();
    };
    const onPointer = ({ button, ctrlKey }: PointerEvent) => {
      const opensMenu = button === 2 || (button === 0 && ctrlKey);
      if (!(by === "menu" && opensMenu)) onDisarm();
    };
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("pointerdown", onPointer, true);
    return () => {
      document.removeEventListener("keydown", onKey, true);
      document.removeEventListener("pointerdown", onPointer, true);
    };
  }, [by]);
}
