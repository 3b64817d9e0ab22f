namespace DouyinIngest.Pipeline.Hosting;

/// <summary>Settings that cannot be right; each line names one, and what to do.</summary>
internal sealed class SettingsException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
