namespace DouyinIngest.Pipeline.Rooms;

/// <summary>How many events a second came in the last minute, in slots of ten seconds. Written by one thread; a reader may see a slot half turned.</summary>
internal sealed class MinuteRate
{
    private const int SlotSeconds = 10;
    private const int Slots = 6;

    private readonly int[] _counts = new int[Slots];
    private long _slot;

    public void Add(DateTimeOffset now, int count)
    {
        Turn(Slot(now));
        _counts[_slot % Slots] += count;
    }

    public double PerSecond(DateTimeOffset now)
    {
        var slot = Slot(now);
        long sum = 0;
        for (var i = 0; i < Slots; i++)
        {
            var at = _slot - i;
            if (at > slot - Slots && at >= 0)
            {
                sum += _counts[at % Slots];
            }
        }

        return (double)sum / (Slots * SlotSeconds);
    }

    private static long Slot(DateTimeOffset now) => now.ToUnixTimeSeconds() / SlotSeconds;

    private void Turn(long slot)
    {
        if (slot <= _slot)
        {
            return;
        }

        for (var i = Math.Max(_slot + 1, slot - Slots + 1); i <= slot; i++)
        {
            _counts[i % Slots] = 0;
        }

        _slot = slot;
    }
}
