using System.Globalization;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;

namespace DouyinIngest.Cli.Watch;

/// <summary>Which room a command is about: the one that was given, else the one that a person answers with.</summary>
internal static class RoomQuestion
{
    /// <exception cref="CliException">There was no answer.</exception>
    public static async Task<string> AnswerAsync(WatchSettings settings, string command, Terminal terminal, CancellationToken cancellationToken)
    {
        if (settings.RoomId > 0)
        {
            return settings.RoomId.ToString(CultureInfo.InvariantCulture);
        }

        if (settings.Room is { } room)
        {
            return room;
        }

        await (settings.Json ? terminal.Error : terminal.Out).WriteLineAsync("please enter the Douyin live URL");
        var line = (await terminal.In.ReadLineAsync(cancellationToken))?.Trim();
        return string.IsNullOrEmpty(line)
            ? throw CliException.WrongUse($"no room: give a live URL, for instance '{CliApp.Name} {command} https://live.douyin.com/123456789'")
            : line;
    }
}
