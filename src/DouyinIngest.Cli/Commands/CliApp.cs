using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Help;
using DouyinIngest.Cli.Output;

namespace DouyinIngest.Cli.Commands;

/// <summary>The whole program: the tree of commands, and what becomes of errors.</summary>
internal static class CliApp
{
    /// <summary>How examples call the program.</summary>
    public const string Name = "DouyinIngest.Cli";

    private static readonly string[] RootExamples =
    [
        "demo --seconds 20",
        "watch https://live.douyin.com/123456789",
        "topics create --brokers localhost:9092",
        "ingest --brokers localhost:9092 --rooms 123456789,987654321",
    ];

    public static RootCommand Build(CommandHandlers handlers)
    {
        var root = new RootCommand("Follows Douyin live rooms and puts what happens in them on Kafka topics.")
        {
            DemoCommand.Build(handlers),
            WatchCommand.Build(handlers),
            RecordCommand.Build(handlers),
            ReplayCommand.Build(handlers),
            InfoCommand.Build(handlers),
            DoctorCommand.Build(handlers),
            IngestCommand.Build(handlers),
            TopicsCommand.Build(handlers),
            RoomsCommand.Build(handlers),
            CredentialsCommand.Build(handlers),
            SendCommand.Build(handlers),
            OutboundCommand.Build(handlers),
            SimulateCommand.Build(handlers),
            VerifyCommand.Build(handlers),
            DeadLettersCommand.Build(handlers),
            FleetCommand.Build(handlers),
        };
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new ExamplesHelpAction((HelpAction)option.Action!, ExamplesOf);
        }

        return root;
    }

    public static async Task<int> RunAsync(
        IReadOnlyList<string> args,
        Terminal terminal,
        CommandHandlers handlers,
        CancellationToken cancellationToken)
    {
        var parsed = Build(handlers).Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };
        if (parsed.Action is ParseErrorAction wrong)
        {
            return WrongUse(parsed, wrong, terminal);
        }

        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
#pragma warning disable CA1031 // The last line of defence: whatever it is, a person sees one line of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var line = ErrorLine.Of(e);
            await terminal.Error.WriteLineAsync($"error: {line.Message}");
            return line.ExitCode;
        }
    }

    /// <summary>What was wrong on one line, the nearest right words, and where help is.</summary>
    private static int WrongUse(ParseResult parsed, ParseErrorAction wrong, Terminal terminal)
    {
        var errors = parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal).ToList();
        if (parsed.UnmatchedTokens.Count > 0)
        {
            // A misspelt subcommand is not a missing one as well.
            errors.RemoveAll(message => !parsed.UnmatchedTokens.Any(token => message.Contains(token, StringComparison.Ordinal)));
        }

        terminal.Error.WriteLine($"error: {string.Join(' ', errors)}");
        wrong.ShowHelp = false;
        wrong.ShowTypoCorrections = true;
        using var nearest = new StringWriter(CultureInfo.InvariantCulture);
        parsed.Invoke(new InvocationConfiguration { Output = nearest, Error = TextWriter.Null });
        foreach (var line in nearest.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            terminal.Error.WriteLine(line);
        }

        var path = new List<string>();
        for (var command = parsed.CommandResult; command.Parent is CommandResult parent; command = parent)
        {
            path.Insert(0, command.Command.Name);
        }

        terminal.Error.WriteLine($"Help: {string.Join(' ', [Name, .. path])} --help");
        return ExitCode.WrongUse;
    }

    private static IReadOnlyList<string> ExamplesOf(Command command) => command switch
    {
        ExampleCommand example => [.. example.Examples.Select(line => $"{Name} {line}")],
        RootCommand => [.. RootExamples.Select(line => $"{Name} {line}")],
        _ => [],
    };
}
