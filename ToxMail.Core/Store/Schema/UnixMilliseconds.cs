using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ToxMail.Core.Store.Schema;

/// <summary>Instants are integers in the database, so that they sort and compare there.</summary>
internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
