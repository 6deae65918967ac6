// Puts the page together.

import { Controls } from "./controls.js";
import { Feed } from "./feed.js";
import { Figures, span } from "./figures.js";
import { Limits } from "./limits.js";
import { Notices } from "./notices.js";
import { Painter } from "./painter.js";
import { PictureAge } from "./picture-age.js";
import { readPictureMessage } from "./picture-message.js";

const goneAfterMs = 8000; // a program that was started anew is back before; then its page has another address

const canvas = document.getElementById("picture");
const limits = new Limits(words => feed.say(words));
const controls = new Controls(canvas, () => limits.toggle());
const figures = new Figures();
const notices = new Notices();
const age = new PictureAge();
let hasPicture = false;
let noticeNumber = null; // before the first news of a connection
let phase = "";
let standing = "";
let lostAt = null;

const painter = new Painter(canvas, (message, resized) => {
  feed.acknowledge(message.number);
  figures.drawn(message);
  age.drawn(message);
  showAge();
  if (resized) controls.resized();
  if (!hasPicture) begin();
  else if (resized) notices.pass(`the picture is now ${message.width} × ${message.height}`);
});

const feed = new Feed({
  onPicture(buffer) {
    try {
      painter.add(readPictureMessage(buffer)).catch(startOver);
    } catch (problem) {
      startOver(problem);
    }
  },
  onNews: tell,
  onAnswer: answer => limits.answered(answer),
  onOpen() {
    painter.reset();
    limits.forget();
    age.reset();
    lostAt = null;
    noticeNumber = null;
    phase = "";
  },
  onLost: tellLost,
});

function begin() {
  hasPicture = true;
  canvas.hidden = false;
  controls.hasPicture();
  notices.hasPicture();
}

function startOver(problem) {
  console.error(problem);
  feed.restart();
}

function tell(news) {
  const title = news.title || "ScreenShare";
  document.getElementById("title-text").textContent = title;
  document.getElementById("told").textContent = news.told;
  document.title = news.title ? `${news.title} – ScreenShare` : title;
  figures.news(news);
  age.news(news);
  if (news.phase === "closed") feed.end();
  if (news.phase !== phase || news.standing !== standing) notices.phase(news.phase, news.standing || news.notice);
  ({ phase, standing } = news);
  // What was worth a glance before this page was there no longer is.
  if (noticeNumber !== null && news.noticeNumber !== noticeNumber) notices.pass(news.notice);
  noticeNumber = news.noticeNumber;
  showAge();
  const changed = limits.news(news);
  if (changed) notices.pass(changed);
}

function tellLost() {
  if (phase === "failed") return; // it has said why
  lostAt ??= performance.now();
  const isGone = performance.now() - lostAt > goneAfterMs;
  const next = isGone ? "closed" : "lost";
  if (next === phase) return;
  phase = next;
  notices.phase(next, isGone ? "start it again and open the address it prints" : "trying again…");
}

function showAge() {
  const look = age.look(phase === "live");
  figures.age(look);
  notices.age(look?.isAge ? `Picture of ${span(look.ms)} ago` : "");
  document.body.classList.toggle("is-old", look?.isAge ?? false);
}

setInterval(() => {
  figures.refresh();
  showAge();
}, 500);
feed.open();
