namespace ToxMail.Core.Net;

/// <summary>One read of a line; <see cref="Line"/> is valid until the next read.</summary>
internal readonly record struct LineRead(ReadStatus Status, ReadOnlyMemory<byte> Line);
