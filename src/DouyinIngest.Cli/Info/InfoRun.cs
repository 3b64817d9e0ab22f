using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Rooms;
using DouyinIngest.Cli.Watch;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Cli.Info;

/// <summary>Looks one room up and prints what is told of it.</summary>
internal static class InfoRun
{
    public static async Task<int> RunAsync(InfoSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var asked = settings.Room;
        var room = await RoomQuestion.AnswerAsync(asked, "info", terminal, cancellationToken);
        using var lookup = new RoomLookup(asked.Upstream, DotEnv.Over(Environment.GetEnvironmentVariable, ".env"), terminal.Time, asked.CookieFile);
        var result = await terminal.WaitAsync($"looking {room} up", asked.Json, () => lookup.Client.GetAsync(room, cancellationToken));
        if (result.Card is not { } card)
        {
            throw CliException.Failed(Refusal.Line(result.Refusal, room, result.Detail));
        }

        foreach (var line in asked.Json ? [InfoText.Json(card)] : InfoText.Lines(card))
        {
            await terminal.Out.WriteLineAsync(line);
        }

        return ExitCode.Ok;
    }
}
