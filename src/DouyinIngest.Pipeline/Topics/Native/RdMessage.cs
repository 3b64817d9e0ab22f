using System.Runtime.InteropServices;

namespace DouyinIngest.Pipeline.Topics.Native;

/// <summary><c>rd_kafka_message_t</c> of librdkafka on a 64-bit machine; valid while the callback that is given it runs.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RdMessage
{
    public int Error;
    public nint Topic;
    public int Partition;
    public byte* Value;
    public nuint Length;
    public byte* Key;
    public nuint KeyLength;
    public long Offset;
    public nint Opaque;
}

/// <summary><c>rd_kafka_vu_t</c>: one argument of <c>rd_kafka_produceva</c>, a tag and a union.</summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
internal unsafe struct RdValue
{
    public const int TopicTag = 2;
    public const int ValueTag = 4;
    public const int KeyTag = 5;
    public const int OpaqueTag = 6;
    public const int FlagsTag = 7;
    public const int HeadersTag = 10;

    [FieldOffset(0)] public int Tag;
    [FieldOffset(8)] public nint Pointer;
    [FieldOffset(8)] public int Number;
    [FieldOffset(16)] public nuint Size;
}
