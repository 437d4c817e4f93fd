import { part } from "./part.js";
import { other } from "/notes/missing.js";
part();
