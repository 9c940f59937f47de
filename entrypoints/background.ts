import { defineBackground } from "wxt/utils/define-background";
import { startBackground } from "../lib/extension/background";

// Not async: an async main would register the listeners too late for the event that woke the worker.
export default defineBackground(() => startBackground());
