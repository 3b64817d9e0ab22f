using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;
using Spectre.Console;

namespace DouyinIngest.Cli.Watch;

/// <summary>Follows one room with the library's own connector and prints what happens.</summary>
internal static class WatchRun
{
    public static Task<int> RunAsync(WatchSettings settings, Terminal terminal, CancellationToken cancellationToken)
        => FollowAsync(settings, terminal, configure: null, (connector, room) => PrintAsync(connector, settings, room, terminal, cancellationToken), cancellationToken);

    /// <summary>Follows one room until <paramref name="consume"/> has had enough, the broadcast ends, or Ctrl-C.</summary>
    public static async Task<int> FollowAsync(
        WatchSettings settings,
        Terminal terminal,
        Action<LiveRoomOptions>? configure,
        Func<LiveRoomConnector, string, Task> consume,
        CancellationToken cancellationToken)
    {
        var room = await RoomQuestion.AnswerAsync(settings, "watch", terminal, cancellationToken);
        var options = WatchOptions.Of(settings, DotEnv.Over(Environment.GetEnvironmentVariable, ".env"), terminal.Time);
        using var signer = new RoomSigner(settings.SignerUrl, terminal.Time);
        options.Signer = signer.Signer;
        configure?.Invoke(options);
        await using var connector = new LiveRoomConnector(room, options);
        connector.OnError(error =>
        {
            // The final one is thrown as well, and said then.
            if (!error.Final)
            {
                terminal.Error.WriteLine($"{room}: {error.Message.TrimEnd('.')}. {Remedies.For(error.Reason)}");
            }
        });
        try
        {
            await terminal.WaitAsync($"connecting to {room}", settings.Json, async () =>
            {
                await connector.ConnectAsync(cancellationToken);
                return true;
            });
            await consume(connector, room);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how a watch ends.
        }
        catch (LiveRoomException e)
        {
            throw CliException.Failed(Refusal.Line(e.Reason, room, e.Detail), e);
        }

        return ExitCode.Ok;
    }

    private static async Task PrintAsync(
        LiveRoomConnector connector,
        WatchSettings settings,
        string room,
        Terminal terminal,
        CancellationToken cancellationToken)
    {
        var liveId = room.Length > 0 && room.Length < 19 && room.All(char.IsAsciiDigit) ? room : "";
        var printed = 0;
        await foreach (var e in connector.ReadEventsAsync(cancellationToken))
        {
            Print(e, settings.Json, liveId, terminal);
            if (++printed == settings.Max)
            {
                return;
            }
        }
    }

    /// <summary>One event on the screen.</summary>
    public static void Print(LiveEvent e, bool json, string liveId, Terminal terminal)
    {
        if (json)
        {
            terminal.Out.WriteLine(EventJson.Line(e, liveId));
        }
        else if (terminal.IsInteractive)
        {
            terminal.Screen.MarkupLine($"[{EventLine.Colour(e.Kind)}]{Markup.Escape(EventLine.Of(e))}[/]");
        }
        else
        {
            terminal.Out.WriteLine(EventLine.Of(e));
        }
    }
}
