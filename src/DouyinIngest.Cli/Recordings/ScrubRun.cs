using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Webcast.Recordings;

namespace DouyinIngest.Cli.Recordings;

/// <summary>Makes a scrubbed copy of a recording.</summary>
internal static class ScrubRun
{
    public static async Task<int> RunAsync(ScrubSettings settings, Terminal terminal)
    {
        var result = RecordingScrubber.Scrub(settings.File, settings.ScrubbedFile);
        await terminal.Out.WriteLineAsync(RecordingWords.Scrubbed(settings.ScrubbedFile, result, settings.Json));
        if (result.TailWords.Length > 0)
        {
            await terminal.Error.WriteLineAsync($"{settings.File}: {result.TailWords}");
        }

        return result.Tail == RecordingTail.Damaged ? ExitCode.Failed : ExitCode.Ok;
    }
}
