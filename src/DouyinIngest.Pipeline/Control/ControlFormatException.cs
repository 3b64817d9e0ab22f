namespace DouyinIngest.Pipeline.Control;

/// <summary>A value of the control topic cannot be understood.</summary>
/// <param name="reason">What is wrong; one bounded line.</param>
/// <param name="remedy">What to do; one bounded line.</param>
internal sealed class ControlFormatException(string reason, string remedy) : Exception(reason)
{
    public string Remedy { get; } = remedy;
}
