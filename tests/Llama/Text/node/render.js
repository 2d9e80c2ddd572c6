// Renders the chats of a JSON file, [{"template", "variables"}, ...], with another implementation; prints [{"text"} or {"error"}, ...].
// Usage: node render.js FILE DATE
import { readFileSync } from "node:fs";
import { Template } from "@huggingface/jinja";

const [file, today] = process.argv.slice(2);
const RealDate = Date;

// strftime_now reads the clock: it stands still here.
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : [today]));
  }
};

function render({ template, variables }) {
  try {
    return { text: new Template(template).render(variables) };
  } catch (error) {
    return { error: error.message };
  }
}

console.log(JSON.stringify(JSON.parse(readFileSync(file, "utf8")).map(render)));
