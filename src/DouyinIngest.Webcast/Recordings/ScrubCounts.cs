namespace DouyinIngest.Webcast.Recordings;

/// <summary>What scrubbing kept and what it left out, so far.</summary>
/// <param name="Frames">Frames that were rewritten.</param>
/// <param name="OmittedFrames">Frames that cannot be taken apart; the file says where they were and how large.</param>
/// <param name="Messages">Messages that were rewritten.</param>
/// <param name="OmittedMessages">Messages of a method that we do not decode, or that cannot be parsed.</param>
public readonly record struct ScrubCounts(long Frames, long OmittedFrames, long Messages, long OmittedMessages);
