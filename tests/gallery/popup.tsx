import { render } from "preact";
import { Popup } from "../../components/popup/Popup";
import { POPUP_STATES } from "./popup-states";
import { stage } from "./stage";

stage(POPUP_STATES, (props, root) => render(props ? <Popup {...props} /> : null, root));
