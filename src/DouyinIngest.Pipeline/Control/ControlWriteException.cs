namespace DouyinIngest.Pipeline.Control;

/// <summary>Records of the control topic were not confirmed.</summary>
/// <param name="message">How many stand there, why the others do not, and what to do.</param>
internal sealed class ControlWriteException(string message) : Exception(message);
