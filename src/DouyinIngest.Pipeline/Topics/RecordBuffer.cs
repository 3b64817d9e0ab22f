using System.Numerics;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Memory in which one record's value is built; belongs to one thread and is used again for the next record.</summary>
internal sealed class RecordBuffer
{
    private byte[] _bytes = new byte[4096];

    /// <summary>At least <paramref name="size"/> bytes, with anything in them.</summary>
    public byte[] Take(int size)
    {
        if (_bytes.Length < size)
        {
            _bytes = new byte[BitOperations.RoundUpToPowerOf2((uint)size)];
        }

        return _bytes;
    }
}
