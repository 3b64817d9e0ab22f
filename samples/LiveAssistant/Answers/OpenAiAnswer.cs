using System.Text.Json;
using LiveAssistant.Screen;

namespace LiveAssistant.Answers;

/// <summary>Reads what a chat completion answered, and makes it fit for a line of chat. Pure.</summary>
internal static class OpenAiAnswer
{
    /// <summary>The text of the first choice on one line, cut; empty: nothing to say.</summary>
    /// <exception cref="ResponderException">The body is no chat completion.</exception>
    public static string Read(ReadOnlyMemory<byte> body, int maxLength)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            var message = document.RootElement.GetProperty("choices")[0].GetProperty("message");
            return message.GetProperty("content") is { ValueKind: JsonValueKind.String } content
                ? SafeText.Cut(content.GetString()!.Trim().Trim('"', '“', '”'), maxLength)
                : "";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new ResponderException("the answer is no chat completion (choices[0].message.content); is --ai the address that ends with /v1?", e);
        }
    }
}
