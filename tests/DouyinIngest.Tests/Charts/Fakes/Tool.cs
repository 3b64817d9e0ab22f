using System.Diagnostics;

namespace DouyinIngest.Tests.Charts.Fakes;

/// <summary>A program that may or may not be installed: named by a variable, else looked for in PATH.</summary>
internal sealed class Tool(string variable, string name)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    public string? Program { get; } = Find(variable, name);

    /// <summary>Skips the test, and says what to do about it, where the program is not.</summary>
    public void Require() => Assert.SkipWhen(Program is null, $"{name} was not found: install it, or set {variable} to the program.");

    public async Task<Outcome> RunAsync(IEnumerable<string> arguments, string input = "", params IEnumerable<KeyValuePair<string, string>> environment)
    {
        Require();
        var start = new ProcessStartInfo(Program!, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await Task.WhenAll(output, errors, process.WaitForExitAsync(TestContext.Current.CancellationToken))
                .WaitAsync(s_patience, TestContext.Current.CancellationToken);
            return new Outcome(process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string? Find(string variable, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } program)
        {
            return program;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
