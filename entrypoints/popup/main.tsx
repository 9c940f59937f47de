import { render } from "preact";
import { Popup } from "../../components/popup/Popup";
import { startPopup } from "./wire";

const root = document.getElementById("app");
if (root) startPopup((props) => render(<Popup {...props} />, root));
