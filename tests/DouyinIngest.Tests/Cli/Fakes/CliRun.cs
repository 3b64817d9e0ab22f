using System.Globalization;
using System.Text;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Output;

namespace DouyinIngest.Tests.Cli.Fakes;

/// <summary>Runs the program with handlers that only remember what they were asked.</summary>
internal sealed class CliRun
{
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public object? Asked { get; private set; }

    /// <summary>Thrown by the handler when set.</summary>
    public Exception? Throws { get; init; }

    public async Task<int> RunAsync(params string[] args)
    {
        await using var output = new StringWriter(_out, CultureInfo.InvariantCulture);
        await using var error = new StringWriter(_error, CultureInfo.InvariantCulture);
        return await CliApp.RunAsync(
            args,
            new Terminal(TextReader.Null, output, error, isInteractive: false, TimeProvider.System),
            new CommandHandlers
            {
                Demo = Take, Watch = Take, Info = Take, Doctor = Take, Record = Take, Scrub = Take, Replay = Take, Ingest = Take, Topics = Take, Rooms = Take, Credentials = Take, Simulate = Take, Send = Take, Outbound = Take, Verify = Take, DeadLetters = Take, Fleet = Take, RoomsStatus = Take,
            },
            TestContext.Current.CancellationToken);
    }

    private Task<int> Take<T>(T settings, CancellationToken cancellationToken)
    {
        Asked = settings;
        return Throws is null ? Task.FromResult(0) : Task.FromException<int>(Throws);
    }
}
