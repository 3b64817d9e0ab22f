namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>A room as the simulator lists it.</summary>
internal sealed record SimulatedRoomRow(string LiveId, string RoomId, int Status);

/// <summary>A true gap: what nobody was sent afterwards.</summary>
internal sealed record SimulatedGap(string Room, string Cause, int NeverSent, IReadOnlyList<string> Events);

/// <summary>One attempt to connect.</summary>
internal sealed record SimulatedAttempt(long Time, bool Accepted);

/// <summary>All that happened in a broadcast, in order.</summary>
internal sealed record SimulatedTruthRoom(string Room, IReadOnlyList<SimulatedEvent> Events, IReadOnlyList<SimulatedCombo> Combos);

/// <summary>One true event.</summary>
internal sealed record SimulatedEvent(string Id, string Kind, long Time, bool Offered, bool Repeated, string UserId, SimulatedGift? Gift);

/// <summary>The key of a gift combo.</summary>
internal sealed record SimulatedGift(long ToUserId, long GiftId, long GroupId);

/// <summary>The exact total of a combo.</summary>
internal sealed record SimulatedCombo(long UserId, long ToUserId, long GiftId, long GroupId, long Total);
