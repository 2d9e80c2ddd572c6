// What an answer costs, and how outputs end.

const outputsOf = v => Math.max(1, v.accuracy.trials);

function costRow(v) {
  const inflation = v.tokenInflation;
  const cost = v.cost;
  const each = seconds => cost ? cell(duration(seconds / outputsOf(v)), duration(seconds), 'of one output; below it of all, summed') : cell('\u2013');
  return [
    variantHeader(v), cell(v.meanTokens > 0 ? number(v.meanTokens) : '\u2013', cost?.generatedTokens ? `${whole(cost.generatedTokens)} in all` : ''),
    inflation && inflation.value !== null ? cell(`${number(inflation.value)} %`, inflation.low === null || inflation.high === null ? '' : range(inflation.low, inflation.high)) : cell(v.isReference ? '100 %' : '\u2013'),
    cell(v.tokensPerSecond > 0 ? number(v.tokensPerSecond, 0) : '\u2013'), each(cost?.queueSeconds), each(cost?.prefillSeconds), each(cost?.decodeSeconds),
    cell(v.fileBytes ? bytes(v.fileBytes) : '\u2013'),
  ];
}

function endingRow(v) {
  const ofAll = (n, difference) => cell(`${number(100 * n / outputsOf(v))} %`, difference ? `${signed(difference.points)}` : whole(n), `${n} of ${outputsOf(v)}${difference ? `; against the reference ${signed(difference.points)} points (${range(difference.low, difference.high)})` : ''}`);
  return [variantHeader(v), ofAll(v.truncated, v.truncatedDifference), ofAll(v.looping, v.loopingDifference), ofAll(v.followsFrame), ofAll(v.weakAnswers), ofAll(v.ungradable)];
}

function drawCost() {
  body('cost').append(
    table('Tokens and time, one stream under this run’s load', ['variant', ['tokens', 'mean of an output'], ['of reference', 'tokens in percent of the reference’s on the same problems'],
      ['tokens/s', 'prefill and decode together'], 'waiting', 'prompt', 'generating', ['weights', 'bytes of the file']], ordered.map(costRow)),
    table('How outputs end, percent; below it the paired difference from the reference, or the count', ['variant', ['cut', 'hit the token limit'], ['loop', 'repeat themselves'], ['in frame', 'follow the step frame that was asked for, unforced'],
      ['weak answer', 'taken from the last sentence, since nothing marks it'], ['ungradable', 'could not be graded; they count as not right']], ordered.map(endingRow)));
}
