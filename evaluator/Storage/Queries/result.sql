SELECT x.*, o.prompt, o.prompt_tokens, o.output, o.output_tokens, o.steps
FROM results x JOIN outputs o ON o.result_id = x.id
WHERE x.id = @ResultId;
