using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ToxMail.Core.Store.Schema;

/// <summary>One value of a row, and its place in a prepared statement.</summary>
internal sealed class RowColumn
{
    private readonly IClrPropertyGetter _getter;
    private readonly Func<object?, object?>? _convert;
    private readonly DbParameter _parameter;

    internal RowColumn(IProperty property, DbCommand command)
    {
        Name = property.GetColumnName();
        _getter = property.GetGetter();
        _convert = property.GetRelationalTypeMapping().Converter?.ConvertToProvider;
        _parameter = command.CreateParameter();
        _parameter.ParameterName = $"@{Name}";
        command.Parameters.Add(_parameter);
    }

    internal string Name { get; }

    /// <summary>What stands for the value in the statement's text.</summary>
    internal string Placeholder => _parameter.ParameterName;

    /// <summary>Gives the statement the row's value.</summary>
    internal void Take(object row)
    {
        var value = _getter.GetClrValue(row);
        _parameter.Value = (_convert is null || value is null ? value : _convert(value)) ?? DBNull.Value;
    }
}
