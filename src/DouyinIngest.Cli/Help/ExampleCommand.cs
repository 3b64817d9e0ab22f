using System.CommandLine;

namespace DouyinIngest.Cli.Help;

/// <summary>A command that shows by examples how it is used.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Whole command lines, with the program's name left out.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
