using Spectre.Console;

namespace DouyinIngest.Cli.Output;

/// <summary>Where a command reads and writes. Colours, screens and spinners only where a person looks.</summary>
internal sealed class Terminal
{
    public Terminal(TextReader input, TextWriter output, TextWriter error, bool isInteractive, TimeProvider time)
    {
        In = input;
        Out = output;
        Error = error;
        IsInteractive = isInteractive;
        Time = time;
        Screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isInteractive ? InteractionSupport.Detect : InteractionSupport.No,
        });
    }

    public TextReader In { get; }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>A person looks at <see cref="Out"/>.</summary>
    public bool IsInteractive { get; }

    public TimeProvider Time { get; }

    /// <summary>Draws on <see cref="Out"/>.</summary>
    public IAnsiConsole Screen { get; }

    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess() =>
        new(Console.In, Console.Out, Console.Error, !Console.IsOutputRedirected, TimeProvider.System);

    /// <summary>Waits with a spinner; where nobody looks, silently.</summary>
    public Task<T> WaitAsync<T>(string what, bool quiet, Func<Task<T>> work) => IsInteractive && !quiet
        ? Screen.Status().Spinner(Spinner.Known.Dots).StartAsync(Markup.Escape(what), _ => work())
        : work();
}
