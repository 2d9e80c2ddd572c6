// Numbers as they are read.

// Halves are rounded away from zero, as in the first table.
const formats = [0, 1, 2, 3].map(digits => new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }));

// A minus sign is not a hyphen, and zero has no sign.
function number(value, digits = 1) {
  const text = formats[digits].format(value);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '\u2212');
}

const signed = (value, digits = 1) => (Number(formats[digits].format(value)) > 0 ? '+' : '') + number(value, digits);
const range = (low, high, digits = 1) => `${number(low, digits)} to ${number(high, digits)}`;
const share = s => s.trials === 0 ? '\u2013' : `${number(s.percent)} %`;
const counts = s => `${s.successes} of ${s.trials}`;
const traced = s => s.trials === 0 ? 'no problems' : `${counts(s)}, 95 % interval ${range(s.low, s.high)}`;
const probability = p => p < 0.001 ? '< 0.001' : number(p, 3);
const asChosen = loss => `${Number(loss.toFixed(2))}`; // an acceptable loss, as it was chosen
const whole = count => Math.round(count).toLocaleString('en');

function bytes(count) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let value = count;
  while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
  return `${number(value, unit === 0 ? 0 : value < 10 ? 2 : 1)} ${units[unit]}`;
}

function duration(seconds) {
  if (seconds < 60) return `${number(seconds, seconds < 10 ? 2 : 1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
