namespace DouyinIngest.Cli.Reconciliation;

/// <summary>The topics could not be read back. The message is fit for a person.</summary>
internal sealed class TopicReaderException(string message, Exception? inner = null) : Exception(message, inner);
