using System.CommandLine;
using LiveAssistant.Answers;

namespace LiveAssistant;

/// <summary>The command line.</summary>
internal static class AssistantArguments
{
    public static RootCommand Build(Func<AssistantSettings, CancellationToken, Task<int>> run, Func<string, string?> variables)
    {
        var room = new Argument<string?>("room") { Description = "Live URL, live id or short link.", Arity = ArgumentArity.ZeroOrOne, HelpName = "live url|id" };
        var simulate = new Option<bool>("--simulate") { Description = "A simulated room on this machine, in place of a real one." };
        var seconds = Number("--seconds", "Stop after so many seconds; 0: when the broadcast ends.", 0);
        var pace = Number("--pace", "Seconds between two lines of the assistant; a real site wants 3 or more.", 3);
        var ai = new Option<Uri?>("--ai") { Description = "A service that speaks OpenAI's chat completions, such as http://127.0.0.1:11434/v1.", HelpName = "URL" };
        var model = new Option<string>("--ai-model") { Description = "The model's name there.", DefaultValueFactory = _ => "gpt-4o-mini", HelpName = "NAME" };
        var rules = new Option<string?>("--rules") { Description = "A JSON file: [{\"when\":[\"price\"],\"say\":[\"…\"]}].", HelpName = "FILE" };
        var cookies = new Option<string?>("--cookie-file") { Description = "The cookies of a logged-in browser; else DOUYIN_COOKIE.", HelpName = "FILE" };
        var signer = new Option<Uri?>("--signer-url") { Description = "A sign service of yours.", HelpName = "URL" };
        var rate = Number("--rate", "Events per second in the simulated room.", 25);
        var root = new RootCommand("Answers the chat of a live room and thanks for its gifts.") { room, simulate, seconds, pace, ai, model, rules, cookies, signer, rate };
        root.Validators.Add(result =>
        {
            if (result.GetValue(simulate) == result.GetValue(room) is not null)
            {
                result.AddError("Give a live URL, or --simulate: one of them.");
            }
        });
        root.SetAction((parsed, cancellationToken) => run(
            new AssistantSettings
            {
                Room = parsed.GetValue(room),
                Length = parsed.GetValue(seconds) is > 0 and var length ? TimeSpan.FromSeconds(length) : null,
                Pace = TimeSpan.FromSeconds(parsed.GetValue(pace)),
                Ai = parsed.GetValue(ai) is { } address
                    ? new OpenAiSettings(address, parsed.GetValue(model)!) { Key = variables(OpenAiSettings.KeyVariable)?.Trim() ?? "" }.Checked()
                    : null,
                RulesFile = parsed.GetValue(rules),
                CookieFile = parsed.GetValue(cookies),
                SignerUrl = parsed.GetValue(signer),
                Rate = parsed.GetValue(rate),
            },
            cancellationToken));
        return root;
    }

    private static Option<double> Number(string name, string description, double byDefault)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => byDefault, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and <= 86_400))
            {
                result.AddError($"{name} must be from 0 to 86400.");
            }
        });
        return option;
    }
}
