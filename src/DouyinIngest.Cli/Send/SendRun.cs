using System.Text.Json;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Rooms;
using DouyinIngest.Cli.Watch;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Cli.Send;

/// <summary>Says one line with the library's own sender.</summary>
internal static class SendRun
{
    public static async Task<int> RunAsync(SendSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = WatchOptions.Of(
            new WatchSettings { Upstream = settings.Upstream, CookieFile = settings.CookieFile }, DotEnv.Over(Environment.GetEnvironmentVariable, ".env"), terminal.Time);
        using var handler = settings.SignerUrl is null ? null : WebcastHttp.CreateHandler();
        using var signer = handler is null ? null : new HttpSigner(handler, new SigningOptions { Mode = SigningMode.Http, Url = settings.SignerUrl }, terminal.Time);
        options.Signer = signer;
        using var chat = new LiveChat(options);
        var result = await terminal.WaitAsync($"saying it in {settings.Room}", settings.Json, () => chat.SendAsync(settings.Room, settings.Text, cancellationToken));
        if (settings.Json)
        {
            await terminal.Out.WriteLineAsync(Json(result));
            return result.Outcome == ChatOutcome.Sent ? ExitCode.Ok : ExitCode.Failed;
        }

        if (result.Outcome != ChatOutcome.Sent)
        {
            throw CliException.Failed($"{settings.Room}: {result}");
        }

        await terminal.Out.WriteLineAsync("sent");
        return ExitCode.Ok;
    }

    internal static string Json(ChatSendResult result) => RoomsText.OneLine(json =>
    {
        json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(result.Outcome.ToString()));
        json.WriteString("reason", JsonNamingPolicy.CamelCase.ConvertName(result.Reason.ToString()));
        json.WriteString("detail", result.Detail);
        json.WriteString("remedy", result.Remedy);
        json.WriteString("messageId", result.MessageId > 0 ? FormattableString.Invariant($"{result.MessageId}") : "");
    });
}
