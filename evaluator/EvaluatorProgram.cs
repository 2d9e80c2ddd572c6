using QuantGrpc.Evaluator.Commands;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Reports.Studies;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Hosting;
using QuantGrpc.Hosting.Draining;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator;

/// <summary>Entry of <c>quantgrpc-eval</c>.</summary>
internal static class EvaluatorProgram
{
    internal static async Task<int> Main(string[] args)
    {
        using var signals = new StopSignals();
        return await App().RunAsync(ArgumentForms.Of(args), signals.Token);
    }

    private static CommandApp App()
    {
        var app = new CommandApp();
        app.Configure(commands =>
        {
            commands.SetApplicationName("quantgrpc-eval");
            commands.SetExceptionHandler((exception, _) => Report(exception));
            commands.AddCommand<RunCommand>("run")
                .WithDescription("Evaluate variants on a data set. Typed again, it goes on where it was.")
                .WithExample("run", "--data", "math500.jsonl", "--variants", "F16,Q4_K_M,Q2_K", "--reference", "F16", "--judge", "openai:http://127.0.0.1:8000/v1#qwen");
            commands.AddCommand<ReportCommand>("report").WithDescription("Write the HTML report of a run and print its first table.");
            commands.AddCommand<StatusCommand>("status")
                .WithDescription("List runs, or show how far one is.")
                .WithExample("status")
                .WithExample("status", "1a2b3c", "--watch");
            commands.AddCommand<ResultsCommand>("results")
                .WithDescription("List a run's results, filtered.")
                .WithExample("results", "1a2b3c", "--variant", "Q2_K", "--flip", "lost", "--json");
            commands.AddCommand<ExportCommand>("export")
                .WithDescription("Write all results of a run with texts, grades and verdicts to a file.")
                .WithExample("export", "1a2b3c", "--out", "results.parquet");
            commands.AddCommand<CompareCommand>("compare")
                .WithDescription("Compare runs over several base models, or with and without the step grammar.")
                .WithExample("compare", "1a2b3c", "4d5e6f");
            commands.AddCommand<ImportRunCommand>("import-run")
                .WithDescription("Take outputs that were made elsewhere in as a run: graded, open to judges and reports.")
                .WithExample("import-run", "outputs.jsonl", "--map", "prediction=response,id=pid", "--data", "math500.jsonl")
                .WithExample("import-run", "--variant", "bf16=samples_math_bf16.jsonl", "--variant", "awq=samples_math_awq.jsonl");
            commands.AddCommand<JudgeRunCommand>("judge-run")
                .WithDescription("Let judges see the failures of a stored run.")
                .WithExample("judge-run", "1a2b3c", "--judge", "variant:F16");
            commands.AddCommand<JudgeCommand>("judge")
                .WithDescription("Ask judges for the first wrong step of one solution.")
                .WithExample("judge", "problem.txt", "solution.txt", "--judge", "rule");
            commands.AddCommand<JudgeQualityCommand>("judge-quality")
                .WithDescription("Measure judges on solutions whose first wrong step is known.")
                .WithExample("judge-quality", "processbench.jsonl", "--judge", "rule", "--judge", "openai:http://127.0.0.1:8000/v1#qwen");
            commands.AddBranch("annotate", annotate =>
            {
                annotate.SetDescription("Labels of failures by people or others, beside the judges' verdicts.");
                annotate.AddCommand<AnnotateSampleCommand>("sample").WithDescription("Draw failures for labels, the verdicts hidden.");
                annotate.AddCommand<AnnotateExportCommand>("export").WithDescription("Write the failures on which the judges settled nothing.");
                annotate.AddCommand<AnnotateImportCommand>("import").WithDescription("Store labels, and measure the stored verdicts against them.");
            });
            commands.AddCommand<ServeCommand>("serve")
                .WithDescription("Serve evaluations over gRPC.")
                .WithExample("serve", "--server", "http://127.0.0.1:50051", "--store", "quantgrpc.db", "--data", "data");
            commands.AddCommand<InspectCommand>("inspect")
                .WithDescription("Watch variants solve one problem, token by token.")
                .WithExample("inspect", "\"What is $2 + 3 \\cdot 4$?\"", "--variants", "F16,Q2_K")
                .WithExample("inspect", "--lost", "Q2_K", "--variants", "F16,Q2_K", "--compare", "--hand-over", "F16:Q2_K:1");
            commands.AddCommand<DivergenceCommand>("divergence")
                .WithDescription("Measure how far variants are from a reference on given solutions.")
                .WithExample("divergence", "math500.jsonl", "--reference", "F16", "--variants", "Q8_0,Q4_K_M,Q2_K");
            commands.AddBranch("datasets", datasets =>
            {
                datasets.SetDescription("Look at data sets.");
                datasets.AddCommand<DatasetsCheckCommand>("check")
                    .WithDescription("Tell kind, rows, subjects and levels, what was derived, duplicates and malformed rows; exit code 0 only where it is clean.")
                    .WithExample("datasets", "check", "math500.jsonl")
                    .WithExample("datasets", "check", "own.csv", "--map", "problem=question,answer=gold");
            });
            commands.AddCommand<StepsCommand>("steps")
                .WithDescription("Split solutions into steps: JSON lines with id and text in, id, steps and final_answer out.")
                .WithExample("steps", "solutions.jsonl");
            commands.AddCommand<GradeCommand>("grade")
                .WithDescription("Compare answers with reference answers: one pair, or JSON lines.")
                .WithExample("grade", "--gold", "\\frac{1}{2}", "--answer", "0.5")
                .WithExample("grade", "pairs.jsonl");
        });
        return app;
    }

    private static int Report(Exception exception)
    {
        switch (exception)
        {
            case OperationCanceledException:
                AnsiConsole.MarkupLine("[yellow]stopped; what is stored stays, the same command goes on from there[/]");
                return 130;
            case StartException start:
                AnsiConsole.MarkupLineInterpolated($"[red]error:[/] {start.Message}");
                return StartException.ExitCode;
            case CommandAppException or DatasetException or GenerationFailedException or JudgeException or RunRefusedException or StoreException or IncomparableRunsException
                or IOException or UnauthorizedAccessException:
                AnsiConsole.MarkupLineInterpolated($"[red]error:[/] {exception.Message}");
                return 1;
            default:
                AnsiConsole.WriteException(exception);
                return 2;
        }
    }
}
