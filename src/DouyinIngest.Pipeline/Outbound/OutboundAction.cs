using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>What <see cref="OutboundBook"/> wants done, in order.</summary>
internal abstract record OutboundAction;

/// <summary>Write a record to the results topic, as often as it takes.</summary>
internal sealed record WriteResult(OutboundResult Result) : OutboundAction;

/// <summary>Say a line, once; the end is told by <see cref="OutboundBook.Said"/>.</summary>
internal sealed record SayLine(LineId Line, ChatTarget Room, string Text) : OutboundAction;

/// <summary>Ask the broker for the end of the results topic; the answer is told by <see cref="OutboundBook.EndIs"/>.</summary>
internal sealed record AskResultsEnd(int Question) : OutboundAction;
