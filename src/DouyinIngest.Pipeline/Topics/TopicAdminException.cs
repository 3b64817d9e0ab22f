namespace DouyinIngest.Pipeline.Topics;

/// <summary>Topics could not be made or read; the message says why and what to do.</summary>
internal sealed class TopicAdminException(string message, Exception? inner = null) : Exception(message, inner);
