using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Output;

namespace DouyinIngest.Tests.Cli.Fakes;

/// <summary>Runs the program with handlers that only remember what they were asked.</summary>
internal sealed class CliRun
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public object? Asked { get; private set; }

    /// <summary>Thrown by the handler when set.</summary>
    public Exception? Throws { get; init; }

    public Task<int> RunAsync(params string[] args) => CliApp.RunAsync(
        args,
        new Terminal(TextReader.Null, _out, _error, isInteractive: false, TimeProvider.System),
        new CommandHandlers { Demo = Take, Watch = Take, Ingest = Take, Topics = Take, Simulate = Take },
        TestContext.Current.CancellationToken);

    private Task<int> Take<T>(T settings, CancellationToken cancellationToken)
    {
        Asked = settings;
        return Throws is null ? Task.FromResult(0) : Task.FromException<int>(Throws);
    }
}
