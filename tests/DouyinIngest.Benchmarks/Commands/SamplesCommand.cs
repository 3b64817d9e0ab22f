using System.CommandLine;
using DouyinIngest.Benchmarks.Scenarios.Samples;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>Real payloads through the decode path.</summary>
internal static class SamplesCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--folder")
        {
            Description = "Folder of .bin files, one message payload each, named after its type.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("DOUYIN_SAMPLES") ?? "",
        };
        folder.Validators.Add(result =>
        {
            var value = result.GetValueOrDefault<string>();
            if (!Directory.Exists(value))
            {
                result.AddError($"There is no folder '{value}'. Give --folder, or set DOUYIN_SAMPLES.");
            }
        });
        return ScenarioCommand.Create(
            "samples",
            "Decodes every sample and compares the values of the events with the generated parser.",
            (arguments, progress, _) => Task.FromResult(SampleScenario.Run(arguments.GetRequiredValue(folder), progress)),
            folder);
    }
}
