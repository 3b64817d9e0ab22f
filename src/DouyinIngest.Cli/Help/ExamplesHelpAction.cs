using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DouyinIngest.Cli.Help;

/// <summary>The usual help with the command's examples at its end.</summary>
internal sealed class ExamplesHelpAction(HelpAction usual, Func<Command, IReadOnlyList<string>> examples) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var lines = examples(parseResult.CommandResult.Command);
        if (lines.Count > 0)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in lines)
            {
                output.WriteLine("  " + line);
            }

            output.WriteLine();
        }

        return code;
    }
}
