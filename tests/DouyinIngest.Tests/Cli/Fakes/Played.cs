using System.Globalization;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;

namespace DouyinIngest.Tests.Cli.Fakes;

/// <summary>A terminal that nobody looks at, and what a command did on it.</summary>
internal sealed class Played : IDisposable
{
    private readonly Locked _out = new();
    private readonly Locked _error = new();
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public Played(string input = "")
    {
        _deadline.CancelAfter(TimeSpan.FromSeconds(60));
        Terminal = new Terminal(new StringReader(input), _out, _error, isInteractive: false, TimeProvider.System);
    }

    public Terminal Terminal { get; }

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public CancellationToken Token => _deadline.Token;

    public void Interrupt() => _deadline.Cancel();

    /// <summary>Waits until a word stands on the output.</summary>
    public Task UntilAsync(string word) => Tests.Fakes.Waiting.UntilAsync(() => Out.Contains(word, StringComparison.Ordinal));

    /// <summary>What the program would say of an error.</summary>
    public static async Task<ErrorLine> FailureAsync(Func<Task> run) => ErrorLine.Of((await Record.ExceptionAsync(run))!);

    public void Dispose() => _deadline.Dispose();

    private sealed class Locked : StringWriter
    {
        private readonly Lock _gate = new();

        public Locked()
            : base(CultureInfo.InvariantCulture)
        {
        }

        public override void Write(char value)
        {
            lock (_gate)
            {
                base.Write(value);
            }
        }

        public override void Write(string? value)
        {
            lock (_gate)
            {
                base.Write(value);
            }
        }

        public override void Write(char[] buffer, int index, int count)
        {
            lock (_gate)
            {
                base.Write(buffer, index, count);
            }
        }

        public override string ToString()
        {
            lock (_gate)
            {
                return base.ToString();
            }
        }
    }
}
