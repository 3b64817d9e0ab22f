namespace DouyinIngest.Pipeline.Topics.Native;

/// <summary>A topic of one producer. Belongs to the producer, which frees it.</summary>
internal sealed unsafe class NativeTopic(nint client, nint handle, string name)
{
    private const int ArgumentsWithHeaders = 6;

    public string Name { get; } = name;

    /// <summary>What reports carry to say which topic they are of.</summary>
    public nint Handle => handle;

    /// <summary>Hands a record over, whose bytes are copied; 0, or why not.</summary>
    /// <param name="value">The value.</param>
    /// <param name="key">The key; decides the partition.</param>
    /// <param name="headers">From <see cref="NativeHeaders"/> or 0; taken over when 0 is returned.</param>
    /// <param name="opaque">Comes back with the report.</param>
    public int Produce(ReadOnlySpan<byte> value, ReadOnlySpan<byte> key, nint headers, nint opaque)
    {
        fixed (byte* v = value)
        fixed (byte* k = key)
        {
            if (headers != 0)
            {
                return ProduceWithHeaders(v, value.Length, k, key.Length, headers, opaque);
            }

            return RdKafka.Produce(handle, RdKafka.PartitionUnassigned, RdKafka.CopyFlag, v, (nuint)value.Length, k, (nuint)key.Length, opaque) == 0
                ? 0
                : RdKafka.LastError();
        }
    }

    private int ProduceWithHeaders(byte* value, int length, byte* key, int keyLength, nint headers, nint opaque)
    {
        RdValue* arguments = stackalloc RdValue[ArgumentsWithHeaders];
        new Span<RdValue>(arguments, ArgumentsWithHeaders).Clear();
        arguments[0] = new RdValue { Tag = RdValue.TopicTag, Pointer = handle };
        arguments[1] = new RdValue { Tag = RdValue.ValueTag, Pointer = (nint)value, Size = (nuint)length };
        arguments[2] = new RdValue { Tag = RdValue.KeyTag, Pointer = (nint)key, Size = (nuint)keyLength };
        arguments[3] = new RdValue { Tag = RdValue.OpaqueTag, Pointer = opaque };
        arguments[4] = new RdValue { Tag = RdValue.FlagsTag, Number = RdKafka.CopyFlag };
        arguments[5] = new RdValue { Tag = RdValue.HeadersTag, Pointer = headers };
        nint error = RdKafka.ProduceArray(client, arguments, ArgumentsWithHeaders);
        if (error == 0)
        {
            return 0;
        }

        int code = RdKafka.ErrorCode(error);
        RdKafka.ErrorDestroy(error);
        return code;
    }
}
