// What a mission lacks besides units: undertakings, tasks with only force behind them, courses, posts, messages, money.
import { folded, list, p, section, small, strong, table } from "../dom.mjs";
import { capital, counted, day, known, number, plain, sentence, shortDay, undertakenBy, units } from "../words.mjs";

export function besides(answers, asked) {
  return [
    undertaken(answers.undertakings(asked)),
    onlyForce(answers.tasks(asked)),
    courses(answers.trainingSupport(asked)),
    posts(answers.leadershipPosts(asked)),
    messages(answers.communicationObjectives(asked)),
    costs(answers.costShares(asked)),
  ];
}

function undertaken(rows) {
  if (rows.length === 0) return undefined;
  const open = rows.filter(({ status, overdue }) => status === "refused" || status === "open" || overdue === "yes");
  const rest = rows.filter((row) => !open.includes(row));
  const late = rows.filter(({ overdue }) => overdue === "yes").length;
  return section(
    "What others undertook",
    p(
      `${number(open.length)} of ${counted(rows.length, "undertaking")} ${open.length === 1 ? "is" : "are"} refused, open or overdue`,
      late > 0 ? `; ${number(late)} overdue.` : ".",
      " They are asked of the host State and the Secretariat just as of contributors.",
    ),
    open.length > 0 && undertakingsTable("Refused, open or overdue", open),
    rest.length > 0 &&
      folded(
        `${counted(rest.length, "undertaking")} stated or verified`,
        undertakingsTable("Stated or verified", rest),
      ),
  );
}

function undertakingsTable(caption, rows) {
  const columns = [
    {
      title: "Undertaking",
      head: true,
      of: ({ text, basis }) => [sentence(text), " ", small(basis)],
    },
    { title: "By", of: ({ by }) => capital(undertakenBy(by)) },
    {
      title: "Status",
      of: ({ status, since }) => [strong(plain(status)), since && ` since ${shortDay(since)}`],
    },
    {
      title: "Due",
      of: ({ due, overdue }) => (due ? [shortDay(due), overdue === "yes" && strong(", overdue")] : "no day set"),
    },
    { title: "Proposed units it is about", number: true, of: (row) => number(row.units) },
  ];
  return table({ caption, columns, rows });
}

function onlyForce(tasks) {
  const rows = tasks.filter(({ only_force }) => only_force === "yes");
  if (tasks.length === 0) return undefined;
  return section(
    "Tasks with only force behind them",
    p(
      rows.length === 0
        ? "Every task of the mandate has a political or non-military instrument named beside its units."
        : `For ${number(rows.length)} of ${counted(tasks.length, "mandate task")}, no political or non-military instrument is named.`,
    ),
    list(
      rows.map((row) => [
        strong(`Paragraph ${row.paragraph}. `),
        sentence(row.objective),
        " ",
        `${units(row.needed)} needed, ${number(row.firm)} firm, ${number(row.conditional)} conditional, ${number(row.short)} short.`,
      ]),
    ),
  );
}

function courses(rows) {
  const offered = rows.filter(({ course, ended }) => course && ended !== "yes");
  if (offered.length === 0) return undefined;
  const columns = [
    { title: "Training module", head: true, of: (row) => capital(row.module) },
    { title: "Lots without it", number: true, of: (row) => number(row.lots_without) },
    { title: "Offered by", of: (row) => known(row.offered_by) },
    { title: "Dates", of: (row) => known(row.dates) },
    { title: "Language", of: (row) => known(row.language) },
    { title: "Seats", number: true, of: (row) => known(row.seats) },
    { title: "Paid by", of: (row) => known(row.payer) },
    { title: "Validated by", of: (row) => known(row.validator) },
  ];
  return section(
    "Courses that would help",
    p("Some lots are turned away, or in doubt, for want of training. Other States offer to teach it."),
    folded(
      `${counted(offered.length, "course")} on offer`,
      table({ caption: "Courses that have not ended, by training module", columns, rows: offered }),
    ),
  );
}

function posts(rows) {
  const vacant = rows.filter(({ vacant_since }) => vacant_since);
  if (vacant.length === 0) return undefined;
  return section(
    "Leadership posts that are vacant",
    list(
      vacant.map((row) => [
        strong(`${row.role}. `),
        `Vacant for ${counted(row.vacant_days, "day")}, since ${day(row.vacant_since)}; ${advertised(row)}.`,
        row.short_list !== undefined &&
          ` Short list: ${number(row.women_on_short_list)} of ${number(row.short_list)} are women.`,
      ]),
    ),
  );
}

function advertised({ advertised }) {
  if (advertised === undefined) return "Unknown whether advertised";
  return advertised === "yes" ? "advertised" : "not advertised";
}

function messages(rows) {
  const oneWay = rows.filter(({ feedback_channel, responded }) => !feedback_channel || responded !== "yes");
  if (oneWay.length === 0) return undefined;
  const state = ({ feedback_channel, responded }) =>
    !feedback_channel
      ? "no way to answer is planned"
      : responded === "no"
        ? `what came back by ${feedback_channel} was not answered`
        : `Unknown whether what came back by ${feedback_channel} was answered`;
  return section(
    "Messages that go one way",
    list(oneWay.map((row) => [strong(`To ${row.audience}. `), sentence(row.message), ` ${capital(state(row))}.`])),
  );
}

function costs(rows) {
  const open = rows.filter(({ status }) => status === "proposed");
  if (open.length === 0) return undefined;
  return section(
    "Costs that nobody has agreed to carry",
    list(
      open.map(({ activity, payer, share, amount }) => [
        strong(`${activity}. `),
        `Proposed to ${payer}: ${amount ?? (share === undefined ? "amount Unknown" : `${share} %`)}.`,
      ]),
    ),
  );
}
