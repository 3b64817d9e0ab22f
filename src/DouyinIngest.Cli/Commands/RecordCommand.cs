using System.CommandLine;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Help;
using DouyinIngest.Cli.Recordings;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>record</c>: one room into a file, to reproduce a bug report; <c>record scrub</c>: the file without its people.</summary>
internal static class RecordCommand
{
    public static Command Build(CommandHandlers handlers)
    {
        var room = new RoomArguments();
        var file = new Option<string?>("--out") { Description = "The file to be made; an old one is not written over.", HelpName = "FILE" };
        var scrub = new Option<bool>("--scrub") { Description = "Without names, ids and words of people: pseudonyms stand in their place." };
        var length = Length("--for", "Stop after this time.");
        var most = CommonOptions.Number("--max-mib", "Stop when the file is so large, in MiB.", 1024, 1, 1_048_576);
        var json = CommonOptions.Json("One line of JSON at the end.");
        var command = new ExampleCommand(
            "record",
            "Records what comes from one live room, frame by frame, to be replayed. It holds viewers' names and words unless scrubbed.",
            "record https://live.douyin.com/123456789 --out room.rec --for 10m",
            "record 123456789 --out room.rec --scrub",
            "record scrub room.rec scrubbed.rec")
        {
            room.Transport, file, scrub, length, most, json, Scrub(handlers),
        };
        room.AddTo(command);
        command.SetAction((parsed, cancellationToken) => handlers.Record(
            new RecordSettings
            {
                Room = room.Read(parsed) with { Json = parsed.GetValue(json) },
                File = parsed.GetValue(file) ?? throw CliException.WrongUse($"no file: name it with --out, for instance '{CliApp.Name} record 123456789 --out room.rec'"),
                Scrub = parsed.GetValue(scrub),
                Length = parsed.GetValue(length),
                MaxMebibytes = parsed.GetValue(most),
            },
            cancellationToken));
        return command;
    }

    private static ExampleCommand Scrub(CommandHandlers handlers)
    {
        var from = new Argument<string>("in") { Description = "The recording.", HelpName = "IN" };
        var to = new Argument<string>("out") { Description = "The file to be made; an old one is not written over.", HelpName = "OUT" };
        var json = CommonOptions.Json("One line of JSON.");
        var command = new ExampleCommand(
            "scrub",
            "Copies a recording without names, ids and words of people, so that it can be passed on.",
            "record scrub room.rec scrubbed.rec")
        {
            from, to, json,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Scrub(
            new ScrubSettings(parsed.GetValue(from)!, parsed.GetValue(to)!, parsed.GetValue(json)), cancellationToken));
        return command;
    }

    private static Option<TimeSpan?> Length(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ReadingOptions.Ago(text) is { } length && length > TimeSpan.Zero)
            {
                return length;
            }

            result.AddError($"{name} is '{text}'; it must be a length of time such as 90s, 15m or 2h.");
            return null;
        },
    };
}
