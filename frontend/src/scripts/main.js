// Every page is whole without this script; it only makes some steps safer or quicker.
import htmx from "htmx.org";
import { autosave } from "./autosave.js";
import { countCharacters } from "./character_count.js";
import { focusErrors } from "./error_summary.js";
import { printButtons } from "./print.js";
import { submitOnce } from "./submit_once.js";

// Fragments are swapped, never run: nothing from the server is evaluated in the page.
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.selfRequestsOnly = true;
htmx.config.includeIndicatorStyles = false;

document.documentElement.classList.add("od-scripted");
submitOnce(document);
printButtons(document);
focusErrors(document);
htmx.onLoad((part) => {
  autosave(part);
  countCharacters(part);
});
