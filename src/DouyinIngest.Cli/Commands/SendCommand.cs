using System.CommandLine;
using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>send</c>: one line in one room, without Kafka.</summary>
internal static class SendCommand
{
    public static Command Build(CommandHandlers handlers)
    {
        var room = new Argument<string>("room") { Description = "Live URL, live id, short link or room id.", HelpName = "live url|id" };
        var text = new Argument<string>("text") { Description = "What to say." };
        var upstream = CommonOptions.Address("--upstream", "Another upstream than the real site, such as a simulator.", "http", "https");
        var cookies = new Option<string?>("--cookie-file") { Description = "A file with the cookies of a logged-in browser; without it, DOUYIN_COOKIE.", HelpName = "FILE" };
        var signer = CommonOptions.Address("--signer-url", "A sign service of yours; the real site wants a signature.", "http", "https");
        var json = CommonOptions.Json("One line of JSON.");
        var command = new ExampleCommand(
            "send",
            "Says one line in a live room, once, as the user whose cookies are given. Exit code 0 only when the site took it.",
            "send https://live.douyin.com/123456789 'hello' --cookie-file jar.txt --signer-url http://127.0.0.1:8080/sign",
            "send 123456789 'hello' --upstream http://127.0.0.1:18080")
        {
            room, text, upstream, cookies, signer, json,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Send(
            new SendSettings
            {
                Room = parsed.GetRequiredValue(room),
                Text = parsed.GetRequiredValue(text),
                Upstream = parsed.GetValue(upstream),
                CookieFile = parsed.GetValue(cookies),
                SignerUrl = parsed.GetValue(signer),
                Json = parsed.GetValue(json),
            },
            cancellationToken));
        return command;
    }
}
