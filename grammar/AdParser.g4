// The sentences of the language. END closes each statement; where newlines count is decided before (StatementReader).
// What is refused with a better message later (chained comparisons, a 'return' out of place, empty brackets) passes here.
parser grammar AdParser;

options { tokenVocab = AdLexer; }

line : statement END ;

statement
    : 'dim' dim (',' dim)*                                                               # dims
    | role=('param' | 'input') variable (',' variable)*                                  # variables
    | 'const' constant (',' constant)*                                                   # consts
    | 'fn' name '(' (parameter (',' parameter)*)? ')' ('=' expression | block) backward? # function
    | 'scan' name 'in' range ('carry' carry (',' carry)*)?
      ('while' expression checkpoint? | checkpoint ('while' expression)?)? block         # scan
    | 'output' name (',' name)*                                                          # outputs
    | 'use' STRING                                                                       # use
    | 'derive' product=NAME expression? ('wrt' name (',' name)*)? (by=NAME way=NAME)?    # derive
    | 'return' expression (',' expression)*                                              # result
    | target (',' target)* (':' shape)? '=' expression where?                            # definition
    ;

dim       : name ('=' expression)? ;
variable  : name shape? (word='in' in=expression)? (sign='=' start=expression)? ;
constant  : name (':' shape)? '=' expression ;
parameter : name shape? ;
carry     : name '=' expression ;
checkpoint : 'checkpoint' ;
target    : name ('[' name (',' name)* ']')? ;
shape     : '[' (expression (',' expression)*)? ']' ;
where     : 'where' binder (',' binder)* ;
binder    : name ('in' range)? ;
range     : lower=expression (colon=':' upper=expression?)?
          | colon=':' upper=expression?
          ;
backward  : kind=('backward' | 'surrogate') name (',' name)* ('=' expression (',' expression)* | block) ;
block     : '{' line* '}' ;

// Tightest first.
expression
    : expression '\''                                                            # transpose
    | expression '[' (range (',' range)*)? ']'                                   # subscript
    | <assoc=right> expression op=('^' | '.^') expression                        # binary
    | op=('-' | '!') expression                                                  # unary
    | expression op=('*' | '/' | '.*' | './') expression                         # binary
    | expression op=('+' | '-') expression                                       # binary
    | expression op=('<' | '<=' | '>' | '>=' | '==' | '!=') expression           # binary
    | expression op='&&' expression                                              # binary
    | expression op='||' expression                                              # binary
    | 'if' expression 'then' expression 'else' expression                        # conditional
    | name '(' (expression (folding | (',' expression)*))? ')'                   # call
    | '[' expression (folding | (',' expression)*) ']'                           # array
    | '(' expression ')'                                                         # group
    | NUMBER                                                                     # literal
    | name                                                                       # variableName
    ;

folding : 'for' binder (',' binder)* ('if' expression)? ;

// Five words mean something in one place only and are names elsewhere.
name : NAME | 'derive' | 'wrt' | 'checkpoint' | 'backward' | 'surrogate' ;
