INSERT INTO outputs (result_id, prompt, prompt_tokens, output, output_tokens, steps)
VALUES (@ResultId, @Prompt, @PromptTokens, @Output, @OutputTokens, @Steps);
