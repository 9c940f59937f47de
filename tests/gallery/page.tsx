import { render, type VNode } from "preact";
import { PAGE_STATES } from "./page-states";
import { stage } from "./stage";

stage<VNode>(PAGE_STATES, (page, root) => render(page ?? null, root));
