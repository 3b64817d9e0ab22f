using System.Globalization;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Signing;
using LiveAssistant.Answers;
using LiveAssistant.Screen;
using LiveAssistant.Simulation;
using Spectre.Console;

namespace LiveAssistant;

/// <summary>The program once it is known what to do.</summary>
internal sealed class AssistantProgram(AssistantSettings settings, Func<string, string?> variables, AssistantConsole console, TimeProvider time)
{
    private static readonly TimeSpan Simulated = TimeSpan.FromSeconds(60);

    private readonly AssistantBoard _board = new();

    /// <summary>The exit code: 0, or 1 when the room could not be had or, simulated, the truth is another.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var handler = WebcastHttp.CreateHandler();
        using var ai = settings.Ai is { } model ? new OpenAiResponder(model, handler, time) : null;
        IChatResponder responder = ai is not null ? ai : new RuleResponder(settings.RulesFile is { } file ? AnswerRules.Read(file) : AnswerRules.BuiltIn);
        return settings.Room is { } room
            ? await FollowAsync(room, responder, handler, cancellationToken)
            : await SimulateAsync(responder, cancellationToken);
    }

    private async Task<int> FollowAsync(string room, IChatResponder responder, SocketsHttpHandler handler, CancellationToken cancellationToken)
    {
        if (settings.SignerUrl is { } given && (!given.IsAbsoluteUri || given.Scheme is not ("http" or "https")))
        {
            throw new FormatException($"--signer-url is '{given}'; it must be an http or https address.");
        }

        using var signer = settings.SignerUrl is { } url ? new HttpSigner(handler, new SigningOptions { Mode = SigningMode.Http, Url = url }, time) : null;
        var options = new LiveRoomOptions
        {
            CookieFile = settings.CookieFile,
            Cookie = settings.CookieFile is null ? variables("DOUYIN_COOKIE") : null,
            Signer = signer,
            TimeProvider = time,
        };
        await using var run = new AssistantRun(room, options, settings, responder, Listeners());
        using var up = settings.Length is { } length ? new CancellationTokenSource(length, time) : new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, up.Token);
        await ShowAsync(run, WorkAsync());
        return 0;

        async Task WorkAsync()
        {
            try
            {
                await run.RunAsync(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Told to stop while it connected.
            }
        }
    }

    private async Task<int> SimulateAsync(IChatResponder responder, CancellationToken cancellationToken)
    {
        await using var site = await SimulatedSite.StartAsync(settings, time, cancellationToken);
        var record = new AssistantRecord();
        await using var run = new AssistantRun(site.Room, site.Options(time), settings, responder, [.. Listeners(), record]);
        await ShowAsync(run, site.PlayAsync(run, record, settings.Length ?? Simulated, time, cancellationToken));
        var check = SimulationCheck.Of(site.Host.Oracle.Events(site.Host.Rooms[0].RoomId), record.Said);
        foreach (var miss in check.Misses)
        {
            await console.Error.WriteLineAsync(miss);
        }

        await console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{check.Answered} chats answered, {check.Thanked} gifts thanked once each with their count, {check.Seen} lines seen in the room, {check.Misses.Count} misses."));
        return check.Misses.Count == 0 ? 0 : 1;
    }

    private IAssistantListener[] Listeners() => console.Screen is null ? [_board, new PlainLines(console.Out)] : [_board];

    private async Task ShowAsync(AssistantRun run, Task work)
    {
        if (console.Screen is { } screen)
        {
            await AssistantShow.PlayAsync(screen, () => _board.Look(run.View, run.Assistant.Waiting), work, time);
        }

        await work;
    }
}

/// <summary>Where the program writes.</summary>
/// <param name="Out">Lines.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Screen">A screen that a person looks at; null: nobody does.</param>
internal sealed record AssistantConsole(TextWriter Out, TextWriter Error, IAnsiConsole? Screen);
