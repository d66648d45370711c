a {
 a {
  a {
   a {
    a {
     a {
      a {
       a {
        a {
         a {
          a {
           a {
            a {
             a {
              a {
               a {
                a {
                 a {
                  a {
                   a {
                    a {
                     a {
                      a {
                       a {
                        a {
                         a {
                          a {
                           a {
                            a {
                             a {
                              a {
                               a {
                                a {
                                 a {
                                  a {
                                   a {
                                    a {
                                     a {
                                      a {
                                       a {
                                        a {
                                         a {
                                          a {
                                           a {
                                            a {
                                             a {
                                              a {
                                               a {
                                                a {
                                                 a {
                                                  a {
                                                   a {
                                                    a {
                                                     a {
                                                      a {
                                                       a {
                                                        a {
                                                         a {
                                                          a {
                                                           a {
                                                            a {
                                                             a {
                                                              a {
                                                               a {
                                                                a {
                                                                 a {
                                                                  a {
                                                                   a {
                                                                    a {
                                                                     a {
                                                                      a {
                                                                       a {
                                                                        a {
                                                                         a {
                                                                          a {
                                                                           a {
                                                                            a {
                                                                             a {
                                                                              a {
                                                                               a {
                                                                                a {
                                                                                 a {
                                                                                  a {
                                                                                   a {
                                                                                    a {
                                                                                     a {
                                                                                      a {
                                                                                       a {
                                                                                        a {
                                                                                         a {
                                                                                          a {
                                                                                           a {
                                                                                            a {
                                                                                             a {
                                                                                              a {
                                                                                               a {
                                                                                                a {
                                                                                                 a {
                                                                                                  a {
                                                                                                   a {
                                                                                                    a {
                                                                                                     a {
                                                                                                      a {
                                                                                                       a {
                                                                                                        a {
                                                                                                        }
                                                                                                       }
                                                                                                      }
                                                                                                     }
                                                                                                    }
                                                                                                   }
                                                                                                  }
                                                                                                 }
                                                                                                }
                                                                                               }
                                                                                              }
                                                                                             }
                                                                                            }
                                                                                           }
                                                                                          }
                                                                                         }
                                                                                        }
                                                                                       }
                                                                                      }
                                                                                     }
                                                                                    }
                                                                                   }
                                                                                  }
                                                                                 }
                                                                                }
                                                                               }
                                                                              }
                                                                             }
                                                                            }
                                                                           }
                                                                          }
                                                                         }
                                                                        }
                                                                       }
                                                                      }
                                                                     }
                                                                    }
                                                                   }
                                                                  }
                                                                 }
                                                                }
                                                               }
                                                              }
                                                             }
                                                            }
                                                           }
                                                          }
                                                         }
                                                        }
                                                       }
                                                      }
                                                     }
                                                    }
                                                   }
                                                  }
                                                 }
                                                }
                                               }
                                              }
                                             }
                                            }
                                           }
                                          }
                                         }
                                        }
                                       }
                                      }
                                     }
                                    }
                                   }
                                  }
                                 }
                                }
                               }
                              }
                             }
                            }
                           }
                          }
                         }
                        }
                       }
                      }
                     }
                    }
                   }
                  }
                 }
                }
               }
              }
             }
            }
           }
          }
         }
        }
       }
      }
     }
    }
   }
  }
 }
}
b = 1
